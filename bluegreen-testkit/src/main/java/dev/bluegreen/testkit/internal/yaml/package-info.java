/** Plain Kubernetes YAML to trees, with errors that name the place. */
@NullMarked
package dev.bluegreen.testkit.internal.yaml;

import org.jspecify.annotations.NullMarked;
