"""Asking for papers: every fault at once, from the receiver's marks to what the applicant hands in."""
