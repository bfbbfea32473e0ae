"""Files of EOIs in the window: rows, copies, and opening one by the system's own program."""
