"""The write side: sources -> archive -> extraction -> analysis -> generation."""
