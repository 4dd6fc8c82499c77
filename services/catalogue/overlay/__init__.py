"""What the province decides about procedures, dated, beside the national record."""
