"""The Allocation tab: the published rule, who gets what and why, other methods beside it, the approval."""
