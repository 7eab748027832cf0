"""Layout: a document becomes boxes, and boxes become pages, before anything is drawn.

`document.py` lays out a whole document; `fonts.py` measures text for whoever sets any. Nothing here knows a format.
"""
