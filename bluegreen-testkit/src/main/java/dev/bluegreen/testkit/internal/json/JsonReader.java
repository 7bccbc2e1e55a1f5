package dev.bluegreen.testkit.internal.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A recursive descent over one text. */
final class JsonReader {

    private static final int DEEPEST = 500;

    private final String text;
    private int at;
    private int depth;

    JsonReader(String text) {
        this.text = text;
    }

    @Nullable
    Object document() {
        Object value = value();
        skipSpace();
        if (at < text.length()) {
            throw problem("unexpected text after the value");
        }
        return value;
    }

    private @Nullable Object value() {
        skipSpace();
        char c = peek();
        return switch (c) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, Object> object() {
        Map<String, Object> result = new LinkedHashMap<>();
        enter();
        if (!skipIf('}')) {
            do {
                skipSpace();
                String key = string();
                expect(':');
                result.put(key, value());
            } while (skipIf(','));
            expect('}');
        }
        depth--;
        return result;
    }

    private List<Object> array() {
        List<Object> result = new ArrayList<>();
        enter();
        if (!skipIf(']')) {
            do {
                result.add(value());
            } while (skipIf(','));
            expect(']');
        }
        depth--;
        return result;
    }

    private void enter() {
        at++;
        if (++depth > DEEPEST) {
            throw problem("nested deeper than " + DEEPEST);
        }
    }

    private String string() {
        if (peek() != '"') {
            throw problem("expected a string");
        }
        at++;
        StringBuilder result = new StringBuilder();
        for (char c = peek(); c != '"'; c = peek()) {
            at++;
            result.append(c == '\\' ? escaped() : c);
        }
        at++;
        return result.toString();
    }

    private char escaped() {
        char c = peek();
        at++;
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> unicode();
            case '"', '\\', '/' -> c;
            default -> throw problem("unknown escape \\" + c);
        };
    }

    private char unicode() {
        try {
            char c = (char) Integer.parseInt(text, at, at + 4, 16);
            at += 4;
            return c;
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw problem("expected four hex digits");
        }
    }

    private @Nullable Object word(String word, @Nullable Object value) {
        if (!text.startsWith(word, at)) {
            throw problem("expected a value");
        }
        at += word.length();
        return value;
    }

    private Number number() {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String digits = text.substring(start, at);
        try {
            return digits.matches("-?\\d{1,18}") ? (Number) Long.valueOf(digits) : (Number) Double.valueOf(digits);
        } catch (NumberFormatException e) {
            at = start;
            throw problem("expected a value");
        }
    }

    private void expect(char c) {
        if (!skipIf(c)) {
            throw problem("expected '" + c + "'");
        }
    }

    private boolean skipIf(char c) {
        skipSpace();
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw problem("unexpected end");
        }
        return text.charAt(at);
    }

    private JsonSyntaxException problem(String what) {
        return new JsonSyntaxException(what, at);
    }
}
