"""The organisations of this workspace: the list, one organisation with its history, adding one."""
