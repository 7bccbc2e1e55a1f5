package dev.bluegreen.testkit.memory;

import dev.bluegreen.model.PlatformException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Text form of a workload: {@code image: shop:3} and {@code replicas: 2}, a line each.
 *
 * @param image image of the only container
 * @param replicas replicas; empty if not given
 */
record InMemoryManifest(String image, Optional<Integer> replicas) {

    static InMemoryManifest parse(String text) {
        Map<String, String> fields = new HashMap<>();
        List<String> lines = text.lines().toList();
        for (int line = 1; line <= lines.size(); line++) {
            String[] field = lines.get(line - 1).strip().split(": *", 2);
            if (field.length != 2) {
                throw invalid("line " + line + " is not of the form 'image: shop:3'");
            }
            fields.put(field[0], field[1]);
        }
        String image = Optional.ofNullable(fields.get("image")).orElseThrow(() -> invalid("image is missing"));
        return new InMemoryManifest(
                image, Optional.ofNullable(fields.get("replicas")).map(Integer::valueOf));
    }

    private static PlatformException invalid(String what) {
        return new PlatformException(PlatformException.Kind.INVALID, "manifest: " + what);
    }
}
