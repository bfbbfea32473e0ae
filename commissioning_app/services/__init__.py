"""Use cases: a call is a permission, a transaction and an entry in the trail."""
