const area = { x: 0, y: 0, width: 3840, height: 2160 };

export const screen = { getAllDisplays: () => [{ id: 1, scaleFactor: 1, bounds: area, workArea: area }] };
