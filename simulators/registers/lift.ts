import type { Truth } from "../estate.ts";
import { bits, num, RegisterImage, signedWord, word } from "./image.ts";

/**
 * A lift's Modbus card: holding registers 0 mode, 1 floor signed, 2 direction, 3 status (bits 0 moving,
 * 1 door closed, 2 door zone, 3 passenger, 4 alarm button, 5 water in the pit), 4 speed mm/s signed, 5 motor 0.1 °C signed;
 * 6 levelling error 0.1 mm signed, 7 closing time of the doors 0.01 s, 8 brake 0.1 °C signed;
 * input registers 10–11 trips and 12–13 reopened doors, u32, high word first.
 */
export function liftImage(truth: Truth): RegisterImage {
  const image = new RegisterImage({ holding: 16, input: 16 });
  image.holding.writeUInt16BE(word(num(truth.service_mode)), 0);
  image.holding.writeInt16BE(signedWord(num(truth.floor)), 2);
  image.holding.writeUInt16BE(word(num(truth.direction)), 4);
  const status = bits(
    truth.running,
    truth.door_closed,
    truth.door_zone,
    truth.passenger,
    truth.alarm_button,
    truth.pit_water,
  );
  image.holding.writeUInt16BE(status, 6);
  image.holding.writeInt16BE(signedWord(num(truth.speed_m_s) * 1_000), 8);
  image.holding.writeInt16BE(signedWord(num(truth.motor_temp_C) * 10), 10);
  image.holding.writeInt16BE(signedWord(num(truth.levelling_error_mm) * 10), 12);
  image.holding.writeUInt16BE(word(num(truth.door_close_time_s) * 100), 14);
  image.holding.writeInt16BE(signedWord(num(truth.brake_temp_C) * 10), 16);
  image.input.writeUInt32BE(num(truth.trips), 20);
  image.input.writeUInt32BE(num(truth.door_reopens), 24);
  return image;
}
