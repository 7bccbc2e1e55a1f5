package dev.bluegreen.file.internal.release;

import dev.bluegreen.ReleaseBuilder;

/**
 * A release as its file describes it.
 *
 * @param name its name
 * @param builder filled from the file, without a platform
 */
public record Described(String name, ReleaseBuilder builder) {}
