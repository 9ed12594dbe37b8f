from django import template

from reviews import naming

register = template.Library()


@register.simple_tag(takes_context=True)
def says(context, sentence, **values):
    """{% says "write" %}: a sentence of reviews/naming.py, as the thing is called here."""
    return naming.drawn(sentence, called=naming.as_chosen(context), **values)
