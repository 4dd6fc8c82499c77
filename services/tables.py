"""The whole metadata in one import."""

from services.db import Model

metadata = Model.metadata
