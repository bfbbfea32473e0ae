"""The principle checks: what each asks, what a round's own records answer, and which step it guards."""
