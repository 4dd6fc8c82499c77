"""Sessions and login attempts."""
