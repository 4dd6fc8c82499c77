"""The province's time: instants to days and back, office hours, days off."""
