"""A rehearsal of next year: invented answers, exported as survey systems do, built as a researcher would."""
