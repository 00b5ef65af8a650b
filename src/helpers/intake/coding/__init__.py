"""Cells as answers: choices, numbers, municipalities. `answers` codes a whole export."""
