"""What people see of the provider."""
