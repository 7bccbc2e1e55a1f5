package dev.bluegreen.fabric8.internal.gateway;

/**
 * What a route is attached to: a Gateway, or a Service of a mesh, or a section or port of it. Route and status may each leave out
 * what is the default.
 *
 * @param kind with its group
 * @param section the part of it that is named
 * @param route namespace of the route
 */
record ParentRef(Kind kind, String namespace, String name, Section section, String route) {

    /** A kind of parents. */
    record Kind(String group, String name) {}

    /**
     * A part of a parent.
     *
     * @param name of a listener; empty for any
     * @param port empty for any
     */
    record Section(String name, String port) {

        private String shown() {
            return (name.isEmpty() ? "" : " " + name) + (port.isEmpty() ? "" : " port " + port);
        }
    }

    static ParentRef of(Object tree, String route) {
        return new ParentRef(
                new Kind(text(tree, "group", RouteKind.GROUP), text(tree, "kind", "Gateway")),
                text(tree, "namespace", route),
                text(tree, "name", "?"),
                new Section(text(tree, "sectionName", ""), text(tree, "port", "")),
                route);
    }

    private static String text(Object tree, String key, String otherwise) {
        return RouteTree.text(tree, key).orElse(otherwise);
    }

    /** {@code Gateway/public https}, or {@code Gateway/infra/public} in another namespace. */
    String shown() {
        return kind.name() + "/" + (namespace.equals(route) ? "" : namespace + "/") + name + section.shown();
    }
}
