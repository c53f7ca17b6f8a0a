package org.muster.hypervisor;

import org.jspecify.annotations.Nullable;
import org.muster.inventory.VmDetails;

/**
 * One VM as a full or targeted observation saw it.
 *
 * @param reading identity, host and status
 * @param details null if they could not be read; then {@code error} says why and what was known stays
 * @param error null if all was well; beside details, what ails the VM
 */
public record ObservedVm(StatusReading reading, @Nullable VmDetails details, @Nullable String error) {}
