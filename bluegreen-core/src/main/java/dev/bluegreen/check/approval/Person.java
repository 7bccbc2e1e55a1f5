package dev.bluegreen.check.approval;

import java.text.Normalizer;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A person's name in comparable form. Names are the same if they differ only in blanks, case, a final dot, invisible characters,
 * or the encoding of a letter: a combining accent, a fullwidth or a mathematical letter (NFKC, which folds more than NFC). A
 * word that mixes look-alike scripts is rejected, as it cannot be distinguished from another.
 *
 * @param parts the parts between commas: several people, or the two halves of one name
 */
record Person(List<String> parts) {

    /** Invisible characters: controls, marks of direction, joiners, fillers and variation selectors. */
    private static final Pattern UNSEEN =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\x{034F}\\x{115F}\\x{1160}\\x{17B4}\\x{17B5}\\x{180B}-\\x{180F}\\x{2800}"
                    + "\\x{3164}\\x{FE00}-\\x{FE0F}\\x{FFA0}\\x{E0100}-\\x{E01EF}]");

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern DOTS_AT_THE_END = Pattern.compile("[. ]+$");
    private static final Pattern COMMA = Pattern.compile(",");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}]+");
    private static final Set<Character.UnicodeScript> ALIKE = Collections.unmodifiableSet(EnumSet.of(
            Character.UnicodeScript.LATIN,
            Character.UnicodeScript.CYRILLIC,
            Character.UnicodeScript.GREEK,
            Character.UnicodeScript.ARMENIAN,
            Character.UnicodeScript.CHEROKEE));

    static Person of(String name) {
        String folded = folded(name);
        return new Person(
                mixed(folded).isPresent()
                        ? List.of()
                        : COMMA.splitAsStream(folded)
                                .map(part -> DOTS_AT_THE_END
                                        .matcher(part)
                                        .replaceAll("")
                                        .strip())
                                .filter(part -> !part.isEmpty())
                                .toList());
    }

    private static String folded(String name) {
        String seen = UNSEEN.matcher(compatible(name)).replaceAll("");
        String caseless = seen.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return BLANKS.matcher(compatible(caseless)).replaceAll(" ").strip();
    }

    private static String compatible(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    /** The scripts of the first word that mixes several. */
    private static Optional<Set<Character.UnicodeScript>> mixed(String folded) {
        return BETWEEN_WORDS
                .splitAsStream(folded)
                .map(Person::scripts)
                .filter(scripts -> scripts.size() > 1)
                .findFirst();
    }

    private static Set<Character.UnicodeScript> scripts(String word) {
        return word.codePoints()
                .mapToObj(Character.UnicodeScript::of)
                .filter(ALIKE::contains)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Character.UnicodeScript.class)));
    }

    /** Reason why a name does not count, and the remedy. */
    static String whyNobody(String name) {
        return mixed(folded(name))
                .map(scripts -> "that name has " + called(scripts)
                        + " letters in one word and can be mistaken for another; use a name of one script")
                .orElse("that name has nothing that can be compared; use one with letters or digits");
    }

    private static String called(Set<Character.UnicodeScript> scripts) {
        return scripts.stream().map(Person::called).sorted().collect(Collectors.joining(" and "));
    }

    private static String called(Character.UnicodeScript script) {
        return script.name().charAt(0) + script.name().substring(1).toLowerCase(Locale.ROOT);
    }

    /** True if nothing of the name can be compared. */
    boolean isNobody() {
        return parts.isEmpty();
    }

    /** True if one contains the other, alone or among several people. */
    boolean overlaps(Person other) {
        return Collections.indexOfSubList(parts, other.parts) >= 0
                || Collections.indexOfSubList(other.parts, parts) >= 0;
    }
}
