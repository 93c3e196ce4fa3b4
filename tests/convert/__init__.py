"""The converters of legacy configuration."""
