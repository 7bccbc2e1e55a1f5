/** Ways to the idle track past production traffic: tunnels, preview Services, Jobs. */
@NullMarked
package dev.bluegreen.fabric8.internal.smoke;

import org.jspecify.annotations.NullMarked;
