"""Which rows of Listing a list is of, where neither a tag nor a pen name tells."""

from django.db.models import Q

from discovery.criteria import Criteria


def of(criteria: Criteria) -> Q:
    return Q() if criteria.of_stories is None else Q(story__in=criteria.of_stories)
