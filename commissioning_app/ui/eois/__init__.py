"""The EOIs of a round: the list, one EOI with what can be done with it, typing one in, importing many."""
