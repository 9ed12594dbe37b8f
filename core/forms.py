"""How every form of the site is drawn; settings name it as FORM_RENDERER."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """One form, one field, for the whole site, allauth's pages included."""

    form_template_name = "_form.html"
    field_template_name = "_field.html"
