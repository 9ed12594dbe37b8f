"""Is this process alive? Asked by the container every few seconds; touches nothing else."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def alive(request):
    return HttpResponse("alive\n", content_type="text/plain")
