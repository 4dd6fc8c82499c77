"""The demonstration as its first visitor finds it."""
