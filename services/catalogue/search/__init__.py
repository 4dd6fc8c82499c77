"""Finding a procedure by what people type: in process, without marks, with slips, in their own words."""
