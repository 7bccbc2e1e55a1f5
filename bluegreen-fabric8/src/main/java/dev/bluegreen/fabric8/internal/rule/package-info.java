/** Preflight rules about the cluster: one class per rule, each of which reads and judges one subject. */
@NullMarked
package dev.bluegreen.fabric8.internal.rule;

import org.jspecify.annotations.NullMarked;
