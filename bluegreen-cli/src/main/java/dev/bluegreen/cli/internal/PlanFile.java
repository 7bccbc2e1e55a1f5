package dev.bluegreen.cli.internal;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import dev.bluegreen.report.ReleaseJson;
import dev.bluegreen.result.CutoverPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A plan as `plan` or `request` wrote it: the document of {@link ReleaseJson}.
 *
 * @param release which release
 * @param to the track
 * @param hash of all that the plan rests on
 * @param cutover the id of the request that it is of; empty if it is of none
 * @param basis what the hash is made of, by name
 */
public record PlanFile(String release, Track to, String hash, Optional<String> cutover, Map<String, String> basis) {

    private static final List<String> FINGERPRINTS = List.of("digests of", "pod template of");

    /**
     * Reads a file. What is damaged shows in as many exceptions as the parser has, none of which says more to a person.
     *
     * @throws ConfigurationException if it is not a plan
     */
    public static PlanFile read(Path file) {
        try {
            return of(JsonParser.parseString(Files.readString(file)).getAsJsonObject());
        } catch (IOException | RuntimeException e) {
            throw new ConfigurationException(Options.PLAN_FILE + ": " + Wording.quoted(file)
                    + " is not a plan; give a file that `plan` or `request` wrote");
        }
    }

    private static PlanFile of(JsonObject plan) {
        if (!text(plan, "kind").equals("CutoverPlan")) {
            throw new IllegalArgumentException("another document");
        }
        Map<String, String> basis = new LinkedHashMap<>();
        plan.getAsJsonArray("basis")
                .forEach(
                        part -> basis.put(text(part.getAsJsonObject(), "name"), text(part.getAsJsonObject(), "value")));
        return new PlanFile(
                text(plan, "release"),
                Track.valueOf(text(plan, "to")),
                text(plan, "hash"),
                Optional.ofNullable(plan.get("cutover")).map(JsonElement::getAsString),
                basis);
    }

    private static String text(JsonObject plan, String field) {
        return Optional.ofNullable(plan.get(field))
                .map(JsonElement::getAsString)
                .orElseThrow(() -> new IllegalArgumentException(field));
    }

    /** Writes a plan, if a file is requested. */
    public static void write(Arguments arguments, CutoverPlan plan) {
        arguments.path(Options.PLAN_FILE).ifPresent(file -> {
            try {
                Files.writeString(file, ReleaseJson.of(plan));
            } catch (IOException e) {
                throw new UncheckedIOException("the plan cannot be written to " + file, e);
            }
        });
    }

    /**
     * Requires that a plan can be written, if a file is requested.
     *
     * @throws ConfigurationException if it cannot, while nothing is done yet
     */
    public static void requireWritable(Arguments arguments) {
        arguments.path(Options.PLAN_FILE).ifPresent(ReportFiles::requireWritable);
    }

    /** What differs in a plan as it is now, for a person; empty if nothing does. */
    public List<String> differences(CutoverPlan now) {
        List<String> parts = Stream.concat(basis.keySet().stream(), now.basis().keySet().stream())
                .distinct()
                .filter(part -> !shown(basis, part).equals(shown(now.basis(), part)))
                .map(part -> Wording.line(difference(part, now.basis())))
                .toList();
        return parts.isEmpty() && !hash.equals(now.hash()) ? List.of("its hash differs") : parts;
    }

    /** Of fingerprints a person only wants to know that they differ. */
    private String difference(String part, Map<String, String> now) {
        boolean isPlural = part.split(" ", 2)[0].endsWith("s");
        if (FINGERPRINTS.stream().anyMatch(part::startsWith)) {
            return part + (isPlural ? " differ" : " differs");
        }
        return part + (isPlural ? " were " : " was ") + shown(basis, part) + ", now " + shown(now, part);
    }

    private static String shown(Map<String, String> basis, String part) {
        return basis.getOrDefault(part, "").isEmpty() ? "none" : basis.getOrDefault(part, "");
    }
}
