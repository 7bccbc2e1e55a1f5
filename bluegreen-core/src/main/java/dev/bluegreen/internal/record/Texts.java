package dev.bluegreen.internal.record;

/** Texts as long as a record has room for. */
final class Texts {

    /** Maximum length of a reason or sentence, in characters: the whole record must fit into an annotation. */
    static final int LONGEST = 500;

    private static final String MORE = "...";

    private Texts() {}

    /** The text cut to a number of characters, without splitting a surrogate pair. */
    static String shortened(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = longest - MORE.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + MORE;
    }

    /** A text from a record, quoted for a message: short, and without control characters. */
    static String quoted(String text) {
        StringBuilder safe = new StringBuilder();
        shortened(text, 60).codePoints().forEach(point -> safe.appendCodePoint(isPrinted(point) ? point : '?'));
        return "'" + safe + "'";
    }

    private static boolean isPrinted(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> false;
            default -> true;
        };
    }
}
