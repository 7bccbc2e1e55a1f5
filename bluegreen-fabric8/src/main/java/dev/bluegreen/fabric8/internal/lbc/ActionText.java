package dev.bluegreen.fabric8.internal.lbc;

import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Wording;

/**
 * The JSON of an annotation that the controller reads.
 *
 * @param where the annotation, as the start of a sentence
 */
record ActionText(Kube kube, String where, String text) {

    /**
     * Parses it as strictly as the controller does.
     *
     * @throws PlatformException with {@code INVALID} if it is not one JSON object
     */
    AnyCase parse() {
        if (!isOneObject(text.strip())) {
            throw malformed();
        }
        return kube.parse(text.strip()).map(AnyCase::copy).orElseThrow(this::malformed);
    }

    String print(AnyCase action) {
        return kube.serialization().asJson(action.tree());
    }

    private PlatformException malformed() {
        return ForwardAction.invalid(
                where,
                "is not a JSON object: " + Wording.quoted(text.length() > 80 ? text.substring(0, 80) + "..." : text)
                        + "; the controller changes nothing until it is one; correct it");
    }

    /** True for text that is one pair of braces with nothing behind it: a parser may stop at the end of the first. */
    private static boolean isOneObject(String text) {
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char now = text.charAt(i);
            if (quoted) {
                i += now == '\\' ? 1 : 0;
                quoted = now != '"';
            } else if (now == '"') {
                quoted = true;
            } else if (now == '{') {
                depth++;
            } else if (now == '}' && --depth == 0) {
                return i == text.length() - 1;
            }
            if (i == 0 && depth == 0) {
                return false;
            }
        }
        return false;
    }
}
