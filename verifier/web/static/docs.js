// The interactive page of the API, from the service's own OpenAPI document.
window.addEventListener("DOMContentLoaded", () => {
  SwaggerUIBundle({ url: "/api/v1/openapi.json", dom_id: "#api", deepLinking: true, validatorUrl: null });
});
