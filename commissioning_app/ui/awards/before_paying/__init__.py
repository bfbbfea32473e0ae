"""Before paying: due diligence by size and subsidy control, for each organisation that money goes to."""
