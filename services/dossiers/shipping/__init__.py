"""Papers and results that travel by public post: what is in a shipment, who had it when, who pays, how it ended."""
