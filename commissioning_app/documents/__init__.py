"""Letters and other documents as PDF and plain text; the only package that knows reportlab."""
