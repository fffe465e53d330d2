// The cells of a row that tell of a model whatever the table is about: its name to be pinned, family, sizes.
import type { Model } from "../shapes";
import { Known } from "./known";
import { sizeText } from "./model_size";
import { PinButton } from "./pin_button";

export function ModelCells({ model }: { model: Model }) {
  return (
    <>
      <th scope="row">
        {model.name} <PinButton model={model.name} />
      </th>
      <td>
        <Known value={model.family} />
      </td>
      <td class="number">
        <Known value={sizeText(model.params_total_b)} />
      </td>
      <td class="number">
        <Known value={sizeText(model.params_active_b)} />
      </td>
    </>
  );
}
