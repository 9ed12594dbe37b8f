"""Hypothesis profiles: fast for make test; --hypothesis-profile=deep for make test-deep."""

from hypothesis import HealthCheck, settings

slow_is_fine = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]

settings.register_profile(
    "fast", max_examples=30, deadline=None, suppress_health_check=slow_is_fine
)
settings.register_profile(
    "deep", max_examples=2_000, deadline=None, suppress_health_check=slow_is_fine
)
settings.load_profile("fast")
