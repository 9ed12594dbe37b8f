"""That a page of a story was read, as static/js/read-beacon.js says of it."""

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from core import anonymity
from core import limits as spending
from core.language import is_from_here
from reviews import limits
from reviews.models import ReadSeen


# The pages that send it are the same for every guest, and hold no token. A forged one adds one to a
# figure that a visit to the page would add as well.
@csrf_exempt
@require_POST
def read(request, pk):
    """Always the same answer: it tells nothing about a story, nor whether this was counted."""
    if is_from_here(request) and _may_spend(request):
        ReadSeen.see(pk, anonymity.of_today(request, "read", pk))
    return HttpResponse(status=204)


def _may_spend(request) -> bool:
    return spending.spend("read", spending.address(request), **limits.READS)
