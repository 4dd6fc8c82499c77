"""The calendar changes: proposed, previewed against the open dossiers, confirmed, and their due dates counted anew."""
