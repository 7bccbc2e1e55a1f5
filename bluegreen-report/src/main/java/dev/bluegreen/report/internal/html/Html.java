package dev.bluegreen.report.internal.html;

import java.util.Set;
import java.util.stream.Stream;

/** One element. Every text and every value of an attribute is escaped here, so no text of others can become markup. */
final class Html {

    private static final Set<String> VOID = Set.of("meta", "path", "line", "rect", "polyline");

    private final String name;
    private final StringBuilder attributes = new StringBuilder();
    private final StringBuilder content = new StringBuilder();

    private Html(String name) {
        this.name = name;
    }

    static Html tag(String name) {
        return new Html(name);
    }

    static Html tag(String name, String text) {
        return tag(name).text(text);
    }

    Html with(String attribute, Object value) {
        attributes
                .append(' ')
                .append(attribute)
                .append("=\"")
                .append(escaped(value.toString()))
                .append('"');
        return this;
    }

    Html of(String style) {
        return with("class", style);
    }

    Html text(String text) {
        content.append(escaped(text));
        return this;
    }

    Html add(Html... children) {
        return addAll(Stream.of(children));
    }

    Html addAll(Stream<Html> children) {
        children.forEach(child -> content.append(child.markup()));
        return this;
    }

    /** Our own style sheet. */
    Html style(String css) {
        content.append(css);
        return this;
    }

    String markup() {
        return "<" + name + attributes + (VOID.contains(name) ? "/>" : ">" + content + "</" + name + ">");
    }

    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(isShown(point) ? point : 0xFFFD);
            }
        });
        return safe.toString();
    }

    /** No control character, mark of direction or half of a character. */
    private static boolean isShown(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL -> point == '\n';
            case Character.FORMAT, Character.SURROGATE -> false;
            default -> true;
        };
    }
}
