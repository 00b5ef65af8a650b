"""The questionnaire as a workbook: written out (`form_workbook`), read in again (`form_reading`, `form_update`)."""
