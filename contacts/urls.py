from django.urls import URLPattern, URLResolver, path

from contacts.views import contact, contact_edit, contacts, products, segment_edit, segments

app_name = "contacts"
urlpatterns: list[URLPattern | URLResolver] = [
    path("o/<slug:org>/contacts/", contacts.contacts, name="contacts"),
    path("o/<slug:org>/contacts/new/", contact_edit.contact_new, name="contact_new"),
    path("o/<slug:org>/contacts/<int:pk>/", contact.contact, name="contact"),
    path("o/<slug:org>/contacts/<int:pk>/edit/", contact_edit.contact_edit, name="contact_edit"),
    path("o/<slug:org>/contacts/<int:pk>/delete/", contact_edit.contact_delete, name="contact_delete"),
    path("o/<slug:org>/contacts/products/", products.products, name="products"),
    path("o/<slug:org>/contacts/products/<int:pk>/", products.product, name="product"),
    path("o/<slug:org>/contacts/segments/", segments.segments, name="segments"),
    path("o/<slug:org>/contacts/segments/new/", segment_edit.segment_new, name="segment_new"),
    path("o/<slug:org>/contacts/segments/count/", segment_edit.segment_count, name="segment_count"),
    path("o/<slug:org>/contacts/segments/<int:pk>/", segment_edit.segment_edit, name="segment_edit"),
    path(
        "o/<slug:org>/contacts/segments/<int:pk>/delete/", segment_edit.segment_delete, name="segment_delete"
    ),
]
