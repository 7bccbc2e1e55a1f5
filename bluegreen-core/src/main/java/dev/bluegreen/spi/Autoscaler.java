package dev.bluegreen.spi;

/**
 * What keeps the number of pods of a workload by itself.
 *
 * @param name its name
 * @param min the least number of pods
 * @param max the greatest
 * @param version opaque version for compare-and-set
 */
public record Autoscaler(String name, int min, int max, String version) {}
