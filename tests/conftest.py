"""Fixtures for all tests."""

from hypothesis import HealthCheck, settings

settings.register_profile("mithaq", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("mithaq")
