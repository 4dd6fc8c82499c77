"""The whole metadata in one import."""

import services.announcements.models
import services.audit.changes
import services.audit.models
import services.calendar.models
import services.catalogue.code_lists
import services.catalogue.importing.models
import services.catalogue.models
import services.catalogue.overlay.models
import services.catalogue.synonyms.models
import services.documents.models
import services.dossiers.models
import services.keys.data_key
import services.people.models
import services.results.models
import services.storage.blob
from services.db import Model

metadata = Model.metadata

_ = services  # imported for its tables
