package dev.bluegreen.check;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A name of somebody in the form in which two of them are compared: one person is not two by a blank, by case, by a
 * character that nobody sees or by another way to write an accent.
 */
record Person(String key) {

    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}]");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern COMMA = Pattern.compile(",");

    static Person of(String name) {
        String seen =
                UNSEEN.matcher(Normalizer.normalize(name, Normalizer.Form.NFC)).replaceAll("");
        return new Person(BLANKS.matcher(seen).replaceAll(" ").strip().toLowerCase(Locale.ROOT));
    }

    /** All whom an answer names: several together are named with commas between them. */
    static Stream<Person> allOf(String names) {
        return COMMA.splitAsStream(names).map(Person::of).filter(person -> !person.isNobody());
    }

    boolean isNobody() {
        return key.isEmpty();
    }
}
