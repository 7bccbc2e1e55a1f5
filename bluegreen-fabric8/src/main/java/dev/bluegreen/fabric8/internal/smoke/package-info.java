/** Access to the idle track outside production traffic: tunnels, preview Services, Jobs. */
@NullMarked
package dev.bluegreen.fabric8.internal.smoke;

import org.jspecify.annotations.NullMarked;
