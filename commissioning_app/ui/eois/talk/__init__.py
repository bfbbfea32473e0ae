"""An EOI by conversation: the officer asks, listens and types; read back, it is handed in."""
