package dev.bluegreen.fabric8.internal.template;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The pod template as {@code stage} left it, short enough for an annotation: hashes instead of values, which may be secret.
 *
 * @param hashes a short hash of each leaf of the pod template, by its path
 * @param leftovers fields that were not staged and remain, because others own them
 */
public record StagedTemplate(Map<String, String> hashes, List<String> leftovers) {

    /** Annotation of {@code kubectl rollout restart}, which changes nothing else. */
    private static final String RESTARTED = "metadata.annotations.kubectl.kubernetes.io/restartedAt";

    private static final int HASH_DIGITS = 8;

    /** Limit for reading untrusted data: the annotations of an object have at most 256 KiB together. */
    private static final int MOST_BYTES = 256 * 1024;

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{8}|leftover) (\\P{Cntrl}+)");

    /** Copies the collections. */
    public StagedTemplate {
        hashes = Map.copyOf(hashes);
        leftovers = List.copyOf(leftovers);
    }

    /** Hashes a template as written. */
    public static StagedTemplate of(Leaves template, List<String> leftovers) {
        return new StagedTemplate(hashes(template), leftovers);
    }

    private static Map<String, String> hashes(Leaves template) {
        Map<String, String> hashes = new TreeMap<>();
        template.byPath().forEach((path, value) -> {
            if (!path.equals(RESTARTED)) {
                hashes.put(path, Sha256.of(value).substring(0, HASH_DIGITS));
            }
        });
        return hashes;
    }

    /** Differences as phrases, such as {@code containers[app].image was changed}, in order. */
    public List<String> changes(Leaves now) {
        Map<String, String> found = hashes(now);
        Map<String, String> phrases = new TreeMap<>();
        hashes.forEach((path, hash) -> {
            if (!found.containsKey(path)) {
                phrases.put(path, path + " was removed");
            } else if (!hash.equals(found.get(path))) {
                phrases.put(path, path + " was changed");
            }
        });
        found.keySet().stream()
                .filter(path -> !hashes.containsKey(path))
                .forEach(path -> phrases.put(path, path + " was added"));
        return List.copyOf(phrases.values());
    }

    /** Encodes it as one line of text. */
    public String encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream zipped = new GZIPOutputStream(bytes)) {
            zipped.write(lines().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("memory can always be written", e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private String lines() {
        List<String> lines = new ArrayList<>();
        new TreeMap<>(hashes).forEach((path, hash) -> lines.add(hash + " " + path));
        leftovers.forEach(path -> lines.add("leftover " + path));
        return String.join("\n", lines);
    }

    /** Decodes the result of {@link #encode}; empty for anything else. */
    public static Optional<StagedTemplate> decode(String text) {
        try (InputStream zipped =
                new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(text)))) {
            byte[] bytes = zipped.readNBytes(MOST_BYTES);
            return parse(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException | IllegalArgumentException somethingElse) {
            return Optional.empty();
        }
    }

    private static Optional<StagedTemplate> parse(String lines) {
        Map<String, String> hashes = new TreeMap<>();
        List<String> leftovers = new ArrayList<>();
        for (String line : lines.lines().toList()) {
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                return Optional.empty();
            }
            if (parts.group(1).equals("leftover")) {
                leftovers.add(parts.group(2));
            } else {
                hashes.put(parts.group(2), parts.group(1));
            }
        }
        return Optional.of(new StagedTemplate(hashes, leftovers));
    }
}
