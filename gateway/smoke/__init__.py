"""`gateway smoke URL`: two dossiers from filing to verified results, over HTTP alone, on a running demonstration.

It looks at the site from outside, as a browser without JavaScript: no database, no settings of the site, no key.
"""
