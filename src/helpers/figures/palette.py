"""What all drawings are written in: the face, and the colours of what is written and of what is written small."""

FONT = "Source Sans 3"
INK = "#1f2a33"
MUTED = "#5b6873"
